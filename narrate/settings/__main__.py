"""`python -m narrate.settings` rewrites pipeline.schema.json."""

from narrate.settings.schema import SCHEMA_FILE, schema_text

if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
