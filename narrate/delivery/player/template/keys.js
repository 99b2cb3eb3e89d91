// The keyboard. Keys belong to the control that has the focus first, and with Ctrl, Alt or Meta
// always to the browser. Letters and signs can be switched off (WCAG 2.2, 2.1.4).

const KEYS = {
  " ": toggle,
  ArrowLeft: () => skip(-SKIP),
  ArrowRight: () => skip(SKIP),
};
const SIGNS = {
  j: () => goToSentence(at + 1, playing),
  k: () => goToSentence(at - 1, playing),
  n: () => turn(1),
  p: () => turn(-1),
  "[": () => stepSpeed(-1),
  "]": () => stepSpeed(1),
  r: () => reveal(),
  "?": () => openDialog("help"),
};

function key(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const { target } = event;
  if (target.closest("input, select, textarea")) return;
  if (event.key === " " && target.closest("button, summary, a")) return;
  const does = KEYS[event.key] ?? (settings.keys ? SIGNS[event.key] : undefined);
  if (keyInText(event)) event.preventDefault();
  else if (does && !(event.shiftKey && event.key in KEYS)) {
    event.preventDefault();
    does();
  }
}

document.addEventListener("keydown", key);
