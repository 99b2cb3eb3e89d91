// What is remembered from one visit to the next. A page opened from a folder may be refused its
// memory; then it works all the same and forgets.

const PLACE = `narrate:place:${book.id}`;
const SETTINGS = "narrate:settings";

function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // refused, or full
  }
}

const settings = {
  speed: 1,
  volume: 1,
  theme: "",
  size: 100,
  keys: true,
  ...recall(SETTINGS),
};

function setting(name, value) {
  settings[name] = value;
  remember(SETTINGS, settings);
}

function opening(sentence) {
  return (elementOf(sentence)?.textContent ?? "").slice(0, 60);
}

function rememberPlace(sentence) {
  remember(PLACE, { sentence, words: opening(sentence) });
}

/** The sentence that was heard last, -1 for none; in a new edition the one nearest with its words. */
function recallPlace() {
  const place = recall(PLACE);
  if (!place || !Number.isInteger(place.sentence) || place.sentence < 0) return -1;
  for (let away = 0; away < 2000; away++) {
    for (const sentence of [place.sentence - away, place.sentence + away]) {
      if (sentence >= 0 && sentence < sentences && opening(sentence) === place.words) {
        return sentence;
      }
    }
  }
  return Math.min(place.sentence, sentences - 1);
}
