// The system's own player: lock screens, headsets, media keys.

function tellSystem(track) {
  if (!("mediaSession" in navigator)) return;
  const cover = byId("cover")?.src;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: book.sections[track.section],
    artist: book.author,
    album: book.title,
    artwork: cover ? [{ src: cover }] : [],
  });
}

function tellSystemPosition() {
  if (!navigator.mediaSession?.setPositionState || !(audio.duration > 0)) return;
  navigator.mediaSession.setPositionState({
    duration: audio.duration,
    position: Math.min(audio.currentTime, audio.duration),
    playbackRate: audio.playbackRate,
  });
}

function obeySystem() {
  const actions = {
    play: () => playing || toggle(),
    pause,
    seekbackward: (details) => skip(-(details.seekOffset ?? SKIP)),
    seekforward: (details) => skip(details.seekOffset ?? SKIP),
    previoustrack: () => turn(-1),
    nexttrack: () => turn(1),
    seekto: (details) => goTo(current, details.seekTime, playing),
  };
  for (const [name, does] of Object.entries(actions)) {
    try {
      navigator.mediaSession?.setActionHandler(name, does);
    } catch {
      // an action that this browser does not know
    }
  }
}

obeySystem();
for (const event of ["loadedmetadata", "seeked", "ratechange", "play", "pause"]) {
  audio.addEventListener(event, tellSystemPosition);
}
