-- Pages of a plan, as a submission or a birth writes them.

-- Pairs of field and text, from `first` on; as many at once as Lua takes for arguments of a call.
local function writePlan(pairs, first)
  local most = 1000
  for i = first, #pairs, most do
    redis.call("HSET", planKey, unpack(pairs, i, math.min(i + most - 1, #pairs)))
  end
end
