"use strict";

// The book: its tracks, its sentences, and which sentence is heard when.

const byId = (id) => document.getElementById(id);
const book = JSON.parse(byId("book").textContent);
const { tracks, words } = book;
const voiced = tracks.filter((track) => track.times.length > 0);
const sentences = voiced.reduce((sum, track) => sum + track.times.length / 2, 0);

/** One of the page's own words, with its {values} put in. */
function say(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/** How many of `count` things come before the first one that is `later`; they are in order. */
function countBefore(count, later) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (later(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The track that a sentence is heard in. */
function trackOf(sentence) {
  return voiced[countBefore(voiced.length, (i) => voiced[i].first > sentence) - 1];
}

/** When a sentence starts, in seconds of its track. */
function startOf(sentence) {
  const track = trackOf(sentence);
  return track.times[2 * (sentence - track.first)] / track.rate;
}

/** How long before a sentence its audio is begun, in seconds: never in the sentence before.
 *
 *  After a leap in an MP3 a browser loses the first two frames: Chromium 156 swallowed up to 59 ms
 *  of sentences that were gone to exactly, and none of those begun that much earlier. */
const LEAD = 0.06;
function leadOf(sentence) {
  const track = trackOf(sentence);
  const i = 2 * (sentence - track.first);
  const silent = track.times[i] - (i > 0 ? track.times[i - 1] : 0);
  return Math.min(LEAD, Math.max(0, silent / track.rate));
}

/** The sentence heard at that second of a track, the first one before any; -1 where it has none. */
function sentenceAt(track, seconds) {
  const count = track.times.length / 2;
  if (count === 0) return -1;
  const sample = seconds * track.rate + 1; // a position that was rounded down is still its own
  return track.first + Math.max(0, countBefore(count, (i) => track.times[2 * i] > sample) - 1);
}

/** The element of a sentence. */
function elementOf(sentence) {
  return byId(`s${sentence}`);
}

/** The number of the sentence that an element lies in, -1 for none. */
function sentenceOf(element) {
  const found = element?.closest?.(".s");
  return found ? Number(found.id.slice(1)) : -1;
}

/** `4:05` or `1:02:03`. */
function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
