// The text under the reader's hand: sentences are clicked, or walked through with the keyboard.
// Thousands of sentences are one stop of the Tab key, which moves with the reader.

let stop = null;

function makeStop(element) {
  if (!element || element === stop) return;
  stop?.removeAttribute("tabindex");
  stop?.removeAttribute("role");
  stop = element;
  stop.setAttribute("tabindex", "0");
  stop.setAttribute("role", "button");
}

function moveStop(sentence) {
  const element = elementOf(sentence);
  if (!element) return;
  makeStop(element);
  element.focus({ preventScroll: true });
  if (!isSeen(element) || element.getBoundingClientRect().bottom > field().bottom) {
    element.scrollIntoView({ block: "center" });
  }
}

/** Keys while a sentence has the focus; true where the key was one of ours. */
function keyInText(event) {
  const sentence = sentenceOf(event.target);
  if (sentence < 0) return false;
  const ahead = getComputedStyle(byId("text")).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (event.key === "Enter") goToSentence(sentence, true);
  else if (event.key === "ArrowDown" || event.key === ahead) moveStop(sentence + 1);
  else if (event.key.startsWith("Arrow")) moveStop(sentence - 1);
  else return false;
  return true;
}

byId("text").addEventListener("click", (event) => {
  const sentence = sentenceOf(event.target);
  if (sentence < 0 || !getSelection().isCollapsed) return; // words are being marked
  makeStop(elementOf(sentence));
  goToSentence(sentence, true);
});
