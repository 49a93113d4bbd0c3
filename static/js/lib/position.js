// Where the phone is, out of several readings. A place: {latitude, longitude: degrees of WGS-84 as text of 7 decimals,
// accuracy: metres, position_at: ISO 8601 in UTC, position_source}.

export const FRESH = 60_000; // ms: a reading this young is of this moment
export const POOR = 100; // m: coarser than this it hardly shows which school
const GOOD = 20; // m: nobody needs to know better

const OPTIONS = { enableHighAccuracy: true, maximumAge: FRESH };

const asPlace = ({ coords, timestamp }) => ({
  latitude: coords.latitude.toFixed(7),
  longitude: coords.longitude.toFixed(7),
  accuracy: coords.accuracy,
  position_at: new Date(timestamp).toISOString(),
  position_source: "device",
});

const isDenied = (error) => error.code === error.PERMISSION_DENIED;

// Watches until a reading is good, `patience` ms are over or `signal` ends it; never longer. `found` hears each place.
// Resolves to whether the phone refused to tell.
export function settle(found, patience, signal) {
  return new Promise((resolve) => {
    const end = (refused) => {
      navigator.geolocation.clearWatch(watch);
      clearTimeout(timer);
      resolve(refused);
    };
    const heard = (position) => {
      if (signal.aborted) return;
      found(asPlace(position));
      if (position.coords.accuracy <= GOOD) end(false);
    };
    // That there is none yet says nothing of the next moment.
    const missed = (error) => isDenied(error) && end(true);
    const timer = setTimeout(() => end(false), patience);
    signal.addEventListener("abort", () => end(false));
    const watch = navigator.geolocation.watchPosition(heard, missed, OPTIONS);
  });
}

// One reading: {place} or {refused}.
export const once = (timeout) =>
  new Promise((resolve) => {
    const heard = (position) => resolve({ place: asPlace(position) });
    const missed = (error) => resolve({ refused: isDenied(error) });
    navigator.geolocation.getCurrentPosition(heard, missed, { ...OPTIONS, timeout });
  });

// A later one that is coarse says less of a visit than an earlier one that is not.
export const isWorthMore = (place, last) =>
  !last || place.accuracy <= last.accuracy || (place.accuracy <= POOR && isLater(place, last));

const isLater = (place, last) => Date.parse(place.position_at) - Date.parse(last.position_at) > FRESH;
