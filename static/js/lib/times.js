// Times as people say them, in the language of the page and by the clock of the phone.
const said = (moment, options) => new Intl.DateTimeFormat(document.documentElement.lang, options).format(moment);

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY = { month: "short", day: "numeric", weekday: "short" };

export const clock = (moment) => said(moment, CLOCK);

export const isToday = (moment) => new Date(moment).toDateString() === new Date().toDateString();

export const moment = (at) => (isToday(at) ? clock(at) : `${said(at, DAY)} ${clock(at)}`);

export const megabytes = (bytes) => {
  const number = bytes / 1_000_000;
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} MB`;
};
