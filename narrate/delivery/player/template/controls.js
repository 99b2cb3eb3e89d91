// The player's controls, and what it tells.

const SPEEDS = [...byId("speed").options].map((option) => Number(option.value));
const SIZES = [80, 90, 100, 115, 130, 150, 175, 200];
const links = new Map(); // the links to each section
let sleep = ""; // minutes, `chapter`, or empty
let sleepAt = Infinity;

function tell(text) {
  byId("said").textContent = text;
}

function tellTrack(track) {
  const title = book.sections[track.section];
  if (byId("now").textContent !== title) {
    byId("now").textContent = title;
    if (playing) tell(title);
  }
  for (const [section, found] of links) {
    for (const link of found) {
      if (section === track.section) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  byId("total").textContent = clock(Math.round(track.samples / track.rate));
  byId("seek").max = Math.floor(track.samples / track.rate);
  byId("fault").hidden = true;
  tellTime();
  tellSystem(track);
}

function tellTime() {
  const time = clock(position());
  if (byId("elapsed").textContent === time) return;
  byId("elapsed").textContent = time;
  byId("seek").value = Math.floor(position());
  byId("seek").setAttribute(
    "aria-valuetext",
    say("of", { time, total: byId("total").textContent }),
  );
}

function tellPlaying() {
  const word = say(playing ? "pause" : "play");
  document.documentElement.classList.toggle("plays", playing);
  byId("play").setAttribute("aria-label", word);
  byId("play").title = word;
  if (playing) byId("offer").hidden = true;
  if ("mediaSession" in navigator) {
    navigator.mediaSession.playbackState = playing ? "playing" : "paused";
  }
}

function tellFault(track) {
  const names = track.files.map(([, , name]) => name).join(", ");
  byId("fault-words").textContent = names
    ? say("missing", { file: names })
    : say("no_audio", { chapter: book.sections[track.section] });
  byId("fault").hidden = false;
}

function toggle() {
  if (playing) pause();
  else if (audio.ended) goToSection(0, true);
  else if (current && !audio.error && audio.getAttribute("src")) resume();
  else goToSentence(Math.max(0, at), true);
  tellPlaying();
}

/** Make a sentence's audio ready, or play it. */
function cue(sentence, play) {
  begins = startOf(sentence);
  goTo(trackOf(sentence), begins - leadOf(sentence), play);
}

/** Go to a sentence's first sound. */
function goToSentence(sentence, play) {
  if (!(sentence >= 0 && sentence < sentences)) return;
  away = false;
  mark(sentence);
  cue(sentence, play);
}

/** The title, or the first second, of a section. */
function goToSection(section, play) {
  const track = tracks.find((one) => one.section === section);
  if (!track) return;
  away = false;
  if (track.times.length) mark(track.first);
  goTo(track, 0, play);
}

/** The chapter before is this one's beginning, unless that was only just heard. */
function turn(step) {
  const section = (current ?? tracks[0]).section;
  const begun = at >= 0 && at > tracks.find((track) => track.section === section).first;
  goToSection(step < 0 && begun ? section : section + step, playing);
}

function changeSpeed(speed) {
  setting("speed", speed);
  setSpeed(speed);
  byId("speed").value = String(speed);
  tellSystemPosition();
}

function stepSpeed(step) {
  const index = SPEEDS.indexOf(settings.speed) + step;
  if (!(index in SPEEDS)) return;
  changeSpeed(SPEEDS[index]);
  tell(`${say("speed")} ${SPEEDS[index]}×`);
}

function changeSize(size) {
  setting("size", size);
  document.documentElement.style.setProperty("--text-size", size / 100);
  byId("size").textContent = `${size} %`;
}

function stepSize(step) {
  const size = SIZES[SIZES.indexOf(settings.size) + step];
  if (!size) return;
  changeSize(size);
  if (lit && !away) reveal();
}

function changeTheme(theme) {
  setting("theme", theme);
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-is]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeIs === theme));
  }
}

function changeSleep(value) {
  sleep = value;
  sleepAt = Number(value) > 0 ? Date.now() + Number(value) * 60000 : Infinity;
  byId("sleep").value = value;
}

function fallsAsleep() {
  changeSleep("");
  tell(say("sleeping"));
  return true;
}

function sleepsNow() {
  return Date.now() >= sleepAt && fallsAsleep();
}

function sleepsAfter(track, next) {
  return sleep === "chapter" && track.section !== next?.section && fallsAsleep();
}

function openDialog(id) {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  byId("link").href = `#s${Math.max(0, at)}`;
  byId(id).showModal();
  byId(id).querySelector("[aria-current]")?.focus();
}
