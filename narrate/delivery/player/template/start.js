// Everything is there: connect it, and find the reader's place.

const ACTIONS = {
  toggle,
  reveal: () => reveal(),
  resume: () => goToSentence(at, true),
  "start-over": () => goToSection(tracks[0]?.section, true),
  dismiss: () => (byId("fault").hidden = true),
  back: () => skip(-SKIP),
  forward: () => skip(SKIP),
  "previous-sentence": () => goToSentence(at - 1, playing),
  "next-sentence": () => goToSentence(at + 1, playing),
  "previous-chapter": () => turn(-1),
  "next-chapter": () => turn(1),
  smaller: () => stepSize(-1),
  larger: () => stepSize(1),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.do) ACTIONS[button.dataset.do]();
  else if (button?.dataset.open) openDialog(button.dataset.open);
  else if (button && "themeIs" in button.dataset) changeTheme(button.dataset.themeIs);
});
byId("seek").addEventListener("input", (event) => {
  goTo(current ?? tracks[0], Number(event.target.value), playing);
});
byId("speed").addEventListener("change", (event) => changeSpeed(Number(event.target.value)));
byId("volume").addEventListener("input", (event) => {
  setting("volume", Number(event.target.value));
  audio.volume = settings.volume;
});
byId("sleep").addEventListener("change", (event) => changeSleep(event.target.value));
byId("use-keys").addEventListener("change", (event) => setting("keys", event.target.checked));

function listChapters() {
  const list = document.querySelector("nav.chapters ol");
  byId("chapters").append(list.cloneNode(true));
  for (const link of document.querySelectorAll(".chapters a, #chapters a")) {
    const section = Number(link.hash.slice(2));
    links.set(section, [...(links.get(section) ?? []), link]);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      byId("chapters").close();
      goToSection(section, true);
    });
  }
}

function showSettings() {
  changeSpeed(SPEEDS.includes(settings.speed) ? settings.speed : 1);
  changeSize(SIZES.includes(settings.size) ? settings.size : 100);
  changeTheme(["light", "dark"].includes(settings.theme) ? settings.theme : "");
  audio.volume = byId("volume").value = Math.min(1, Math.max(0, Number(settings.volume)));
  byId("use-keys").checked = settings.keys = settings.keys !== false;
  for (const minutes of [5, 10, 15, 30, 45, 60]) {
    byId("sleep").add(new Option(say("minutes", { minutes }), String(minutes)), -1);
  }
  byId("sleep").append(byId("sleep").options[1]); // the end of the chapter comes last
}

/** The sentence that the address names, -1 for none. */
function named() {
  const found = /^#s(\d+)$/.exec(location.hash);
  return found && Number(found[1]) < sentences ? Number(found[1]) : -1;
}

function offer(sentence) {
  const words = elementOf(sentence)?.textContent.trim() ?? "";
  const cut = words.slice(0, words.lastIndexOf(" ", 100));
  const title = book.sections[trackOf(sentence).section];
  byId("offer-words").textContent = `${title}: ${words.length > 100 ? `${cut} …` : words}`;
  byId("offer").hidden = false;
  at = sentence;
  makeStop(elementOf(sentence));
  cue(sentence, false);
}

function findPlace() {
  const place = recallPlace();
  if (named() >= 0) goToSentence(named(), false);
  else if (place > 0) offer(place);
  else if (tracks.length) {
    at = 0;
    makeStop(elementOf(0));
    goTo(tracks[0], 0, false);
  }
}

addEventListener("hashchange", () => {
  if (named() >= 0) goToSentence(named(), playing);
});

listChapters();
showSettings();
tellPlaying();
findPlace();
