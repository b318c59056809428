/** A run over time: what each step did when, which chain of steps decided its length, where the time went. */
export { criticalPath, type PathStep } from "./critical-path";
export { breaksOf, type Stretch } from "./idle";
export { createLines, extendLines, type Lines, type Load } from "./lines";
export { densityOf, marksOf, spanOf, type Mark } from "./marks";
export { createScale, type TimeScale } from "./scale";
export { endOf, type Line, type Segment, type SegmentKind } from "./segment";
export { slackOf } from "./slack";
export { ticksOf, type Tick } from "./ticks";
export { SPENT, spentInAll, spentOnPath, type Breakdown, type Spent } from "./where-time-went";
export { readWindow, writeWindow } from "./window-text";
export { brushedWindow, clampWindow, isWhole, panWindow, zoomWindow } from "./window";
