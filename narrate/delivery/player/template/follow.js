// The text follows the audio: one class moves from sentence to sentence, the page scrolls along.

let at = -1; // the sentence that is heard, or would be
let begins = -1; // the second at which the sentence that was gone to begins
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
  const { currentTime } = audio;
  if (currentTime < begins && currentTime >= begins - LEAD - 0.001) return; // it is about to
  const sentence = sentenceAt(current, currentTime);
  const begun = lit || playing; // before that the page stands as it was opened
  if (sentence < 0 || (sentence === at && (lit || !begun))) return;
  if (begun) mark(sentence);
  else at = sentence;
}

function mark(sentence) {
  const near = lit && Math.abs(sentence - at) <= 1;
  at = sentence;
  lit?.classList.remove("on");
  lit?.removeAttribute("aria-current");
  lit = elementOf(sentence);
  lit?.classList.add("on");
  lit?.setAttribute("aria-current", "true");
  if (!document.activeElement?.classList.contains("s")) makeStop(lit);
  rememberPlace(sentence);
  if (!away) reveal(near);
}

/** Where reading is comfortable: below the window's edge, above the player. */
function field() {
  const height = byId("player").getBoundingClientRect().top;
  const top = Math.min(80, height * 0.15);
  return { top, bottom: height - Math.min(60, height * 0.12), height, best: height * 0.3 };
}

function isComfortable(element) {
  const { top, bottom, best } = field();
  const box = element.getBoundingClientRect();
  return box.top >= top && (box.bottom <= bottom || box.top <= best);
}

/** Bring the sentence that is heard where it can be read; `gently` where it is close by. */
function reveal(gently) {
  away = false;
  byId("to-reading").hidden = true;
  if (!lit || isComfortable(lit)) return;
  gently = gently === true && !calm.matches;
  scrollsUntil = performance.now() + 1500;
  scrollBy({ top: offBest(), behavior: gently ? "smooth" : "instant" });
  if (!gently) requestAnimationFrame(() => settle(12));
}

function offBest() {
  return lit.getBoundingClientRect().top - field().best;
}

/** After a leap the text there is laid out for the first time, and moves: go after it. */
function settle(frames) {
  if (!lit || away || frames === 0 || performance.now() > scrollsUntil) return;
  if (Math.abs(offBest()) > 2) scrollBy({ top: offBest(), behavior: "instant" });
  requestAnimationFrame(() => settle(frames - 1));
}

function scrollEnds() {
  if (performance.now() < scrollsUntil && lit && !away && !isComfortable(lit)) settle(6);
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
document.addEventListener("scrollend", scrollEnds);
document.addEventListener("wheel", readerScrolls, { passive: true });
document.addEventListener("touchmove", readerScrolls, { passive: true });
document.addEventListener("pointerdown", (event) => {
  if (event.target === document.documentElement) readerScrolls(); // the scroll bar
});
document.addEventListener("keydown", (event) => {
  if (/^(Page|Home|End|Arrow(Up|Down))/.test(event.key)) readerScrolls();
});
