"""What engines share that speak in processes of their own."""
