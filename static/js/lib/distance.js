import { fill } from "./inspection.js";

const METRES_A_DEGREE = 111_195;

// Metres between two points not far from each other; each {latitude, longitude}, numbers or texts.
export const away = (here, { latitude, longitude }) => {
  const north = latitude - here.latitude;
  const east = (longitude - here.longitude) * Math.cos((here.latitude * Math.PI) / 180);
  return Math.hypot(north, east) * METRES_A_DEGREE;
};

// As people say it: 120 m, 2.3 km. `words` is the dataset with both sentences.
export const distance = (metres, words) =>
  metres < 999.5
    ? fill(words.metres, { count: Math.round(metres) })
    : fill(words.kilometres, { count: (metres / 1000).toFixed(1) });
