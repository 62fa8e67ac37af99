// Reads calendars as a JSON list of texts, and writes when each of their events begins and ends.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const MOST = 1000;

function moments(item) {
  return [item.startDate, item.endDate].map((time) =>
    time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000Z", "Z"),
  );
}

function occurrences(event) {
  if (!event.isRecurring()) return [moments(event)];
  const found = [];
  const times = event.iterator();
  for (let next = times.next(); next && found.length < MOST; next = times.next())
    found.push(moments(event.getOccurrenceDetails(next)));
  return found;
}

function expanded(text) {
  // Every calendar brings its own zones: another's must not help it.
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  const changed = events.filter((event) => event.isRecurrenceException());
  return events
    .filter((event) => !event.isRecurrenceException())
    .flatMap((event) => {
      for (const one of changed) if (one.uid === event.uid) event.relateException(one);
      return occurrences(event);
    })
    .sort();
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(expanded)));
