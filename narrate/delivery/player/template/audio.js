// The audio: one element for the whole book, which is given one track after the other.

const SKIP = 15; // seconds
const audio = new Audio();
audio.preload = "metadata";
audio.hidden = true;
document.body.append(audio);

let current = null; // the track whose audio is loaded
let files = []; // those of its files that were not tried yet
let wanted = null; // seconds to go to as soon as the audio can
let playing = false; // what the listener asked for, while audio loads too

/** Go to a second of a track, and play from there if asked. */
function goTo(track, seconds, play) {
  playing = play;
  wanted = seconds;
  tellPlaying();
  if (track === current && audio.getAttribute("src") && !audio.error) {
    if (audio.readyState > 0) arrive();
    return;
  }
  current = track;
  files = track.files.filter(([type]) => audio.canPlayType(type));
  tellTrack(track);
  tryNext();
}

function tryNext() {
  const file = files.shift();
  if (file) {
    audio.src = file[1];
    setSpeed(settings.speed);
    return;
  }
  playing = false;
  audio.removeAttribute("src");
  tellFault(current);
  tellPlaying();
}

/** The audio's length is known: go where we wanted to be. */
function arrive() {
  if (wanted !== null) audio.currentTime = wanted;
  wanted = null;
  if (playing) audio.play().catch(refused);
  else audio.pause();
  follow();
}

/** Browsers refuse to play before the reader has done anything; the button is still there. */
function refused(error) {
  if (error.name !== "NotAllowedError") return;
  playing = false;
  tellPlaying();
}

function resume() {
  playing = true;
  tellPlaying();
  if (audio.readyState > 0) arrive();
}

function pause() {
  playing = false;
  audio.pause();
}

/** Where we are in the track, in seconds; while it loads, where we shall be. */
function position() {
  return wanted ?? audio.currentTime;
}

function skip(seconds) {
  const track = current ?? tracks[0];
  const to = position() + seconds;
  const length = track.samples / track.rate;
  const next = tracks[tracks.indexOf(track) + 1];
  if (to >= length && next) goTo(next, 0, playing);
  else goTo(track, Math.min(Math.max(0, to), length), playing);
}

function ended() {
  const next = tracks[tracks.indexOf(current) + 1];
  const asleep = sleepsAfter(current, next);
  if (next) goTo(next, 0, !asleep);
  else pause();
  tellPlaying();
}

function setSpeed(speed) {
  audio.defaultPlaybackRate = audio.playbackRate = speed;
  audio.preservesPitch = audio.webkitPreservesPitch = true;
}

audio.addEventListener("loadedmetadata", arrive);
audio.addEventListener("error", () => {
  if (audio.getAttribute("src")) tryNext();
});
audio.addEventListener("ended", ended);
audio.addEventListener("play", () => {
  playing = true;
  tellPlaying();
  requestAnimationFrame(frame);
});
audio.addEventListener("pause", () => {
  if (!audio.ended) playing = false; // by us, or by the system
  tellPlaying();
});
audio.addEventListener("timeupdate", () => {
  follow();
  tellTime();
  if (sleepsNow()) pause();
});
