// Before anything is painted: scripts run here, and the colours are the ones last chosen.
document.documentElement.classList.add("scripts");
try {
  const { theme } = JSON.parse(localStorage.getItem("narrate:settings")) ?? {};
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A page opened from a folder may be refused its memory; then the system's colours stand.
}
