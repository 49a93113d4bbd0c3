// Times as people say them, in the language of the page and by the clock of the phone.
const said = (moment, options) => new Intl.DateTimeFormat(document.documentElement.lang, options).format(moment);

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY = { month: "short", day: "numeric", weekday: "short" };

export const clock = (moment) => said(moment, CLOCK);

const isToday = (moment) => new Date(moment).toDateString() === new Date().toDateString();

export const moment = (at) => (isToday(at) ? clock(at) : `${said(at, DAY)} ${clock(at)}`);

const UNITS = [
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "KB"],
];

// Bytes as people read them: 420 KB, 1.1 MB, 38 MB.
export const size = (bytes) => {
  const [unit, name] = UNITS.find(([least]) => bytes >= least) ?? [1e3, "KB"];
  const number = bytes / unit;
  return `${number < 10 && unit > 1e3 ? number.toFixed(1) : Math.round(number)} ${name}`;
};
