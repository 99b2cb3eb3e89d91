// The text follows the audio: one class moves from sentence to sentence, the page scrolls along.

let at = -1; // the sentence that is heard, or would be
let lit = null; // the element that is marked as heard
let away = false; // the reader has scrolled elsewhere
let scrollsUntil = 0; // until then, scrolling is the page's own
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function frame() {
  follow();
  if (!audio.paused) requestAnimationFrame(frame);
}

/** Mark the sentence that is heard now. */
function follow() {
  if (!current || wanted !== null || audio.readyState === 0) return;
  const sentence = sentenceAt(current, audio.currentTime);
  const begun = lit || playing; // before that the page stands as it was opened
  if (sentence < 0 || (sentence === at && (lit || !begun))) return;
  if (begun) mark(sentence);
  else at = sentence;
}

function mark(sentence) {
  at = sentence;
  lit?.classList.remove("on");
  lit?.removeAttribute("aria-current");
  lit = elementOf(sentence);
  lit?.classList.add("on");
  lit?.setAttribute("aria-current", "true");
  if (!document.activeElement?.classList.contains("s")) makeStop(lit);
  rememberPlace(sentence);
  if (!away) reveal();
}

/** Where reading is comfortable: below the window's edge, above the player. */
function field() {
  const bottom = byId("player").getBoundingClientRect().top;
  return { top: Math.min(80, bottom * 0.15), bottom: bottom - Math.min(60, bottom * 0.12), height: bottom };
}

function reveal() {
  away = false;
  byId("to-reading").hidden = true;
  if (!lit) return;
  const { top, bottom, height } = field();
  const box = lit.getBoundingClientRect();
  if (box.top >= top && (box.bottom <= bottom || box.top <= height * 0.3)) return;
  const far = Math.abs(box.top) > 2 * height;
  scrollTowards(box.top - height * 0.3, far || calm.matches);
  if (far) requestAnimationFrame(() => settle(6));
}

function scrollTowards(top, atOnce) {
  scrollsUntil = performance.now() + (atOnce ? 250 : 1500);
  scrollBy({ top, behavior: atOnce ? "instant" : "smooth" });
}

/** After a leap the text there is laid out for the first time, and moves: go after it. */
function settle(times) {
  if (!lit || away || times === 0) return;
  const off = lit.getBoundingClientRect().top - field().height * 0.3;
  if (Math.abs(off) > 4) scrollTowards(off, true);
  requestAnimationFrame(() => settle(times - 1));
}

function isSeen(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < field().height;
}

let checks = false;
function scrolled() {
  if (!lit || checks || performance.now() < scrollsUntil) return;
  checks = true;
  requestAnimationFrame(() => {
    checks = false;
    away = !isSeen(lit);
    byId("to-reading").hidden = !away;
  });
}

function readerScrolls() {
  scrollsUntil = 0;
}

document.addEventListener("scroll", scrolled, { passive: true });
document.addEventListener("scrollend", readerScrolls);
document.addEventListener("wheel", readerScrolls, { passive: true });
document.addEventListener("touchmove", readerScrolls, { passive: true });
document.addEventListener("pointerdown", (event) => {
  if (event.target === document.documentElement) readerScrolls(); // the scroll bar
});
document.addEventListener("keydown", (event) => {
  if (/^(Page|Home|End|Arrow(Up|Down))/.test(event.key)) readerScrolls();
});
