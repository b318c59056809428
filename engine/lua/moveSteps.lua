#!lua flags=allow-oom
--[[
  What a worker has to say about steps of one run, all that fell into the same moment: claims, and outcomes of
  executions. Each is a move of its own, fenced by its token; together they cost one call.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] worker     its id
  ARGV[4..] moves    each a letter and what belongs to it:
                     "c" element epoch token
                     "f" element epoch token nextToken outcome value brief full delayMs document
                         nextToken: "" or the token under which the worker would go on with another step
                         outcome: D succeeded · F failed · T one more attempt · V stopped after a revoke ·
                         P stopped by choice · I goes on with another signature · B replaced by a container ·
                         U unfolded
                         value: D result, JSON · P reason · I payload · B, U JSON of the birth
                         brief, full: F, T error for the record, and with its stack, JSON
                         delayMs: T until the next attempt, I until the next iteration
                         document: B, U what the drawing needs of the birth, JSON

  Returns { -1 GONE } or { 0, flush, reply … }, the replies in the order of the moves
            c  { 0 RUN, execution } · { 1 WOKEN } a container's delay is over · { -2 STALE } · { -3 DONE } ·
               { -4 REVOKED } · { -5 HELD } · { -6 EARLY, ms } · { -7 TAKEN, ms } ·
               { -8 POISON } claimed too often without an outcome: failed · { -9 BUSY } earlier work goes first
               execution: { payload, override, input, report, expression, attempt, iteration, executions,
               claims, key }; input is JSON text, or "" when the caller has to put it together of the
               expression; "" for none
            f  { 0 OK | 1 DUP | -2 STALE, next }; next: { element, epoch, execution } claimed under nextToken
  Events  step.changed for each step and for each that follows from it; nodes.born
  Cost    O(what follows) up to the budget; the rest is work
]]
--- @include "includes/flush"
--- @include "includes/follow"
local givenNow, contextText, worker = ARGV[1], ARGV[2], ARGV[3]
local FIELDS = { c = 3, f = 10 }

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
work()

local function claimOf(at)
  if hasWork() then return { -9 } end
  local claim = { epoch = tonumber(ARGV[at + 2]), token = ARGV[at + 3], worker = worker }
  return { claimStep(tonumber(ARGV[at + 1]), claim) }
end

local function finishOf(at)
  return { finishStep(tonumber(ARGV[at + 1]), { epoch = tonumber(ARGV[at + 2]), token = ARGV[at + 3],
    nextToken = ARGV[at + 4], outcome = ARGV[at + 5], value = ARGV[at + 6], brief = ARGV[at + 7],
    full = ARGV[at + 8], delayMs = tonumber(ARGV[at + 9]), document = ARGV[at + 10], worker = worker }) }
end

local replies, at = {}, 4
while at <= #ARGV do
  local letter = ARGV[at]
  replies[#replies + 1] = letter == "c" and claimOf(at) or finishOf(at)
  at = at + 1 + FIELDS[letter]
end
return { 0, flush(), unpack(replies) }
