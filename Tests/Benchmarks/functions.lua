local function map(xs, f) local r = {}; for i = 1, #xs do r[i] = f(xs[i]) end return r end
local function filter(xs, f)
  local r = {}
  for i = 1, #xs do if f(xs[i]) then r[#r + 1] = xs[i] end end
  return r
end
local function reduce(xs, f) local r = xs[1]; for i = 2, #xs do r = f(r, xs[i]) end return r end
local function range(a, b) local r = {}; for i = a, b do r[#r + 1] = i end return r end
local function adder(n) return function(x) return x + n end end
local total = 0
for i = 1, 20 do
  local xs = map(range(1, 100000), adder(i))
  local even = filter(xs, function(x) return x % 2 == 0 end)
  total = total + reduce(even, function(a, b) return a + b end)
end
print(total)
