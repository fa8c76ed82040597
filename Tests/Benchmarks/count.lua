local function run()
  local total = 0
  for i = 1, 20000000 do total = total + i % 7 end
  local x, n = 0, 0
  while n < 10000000 do x = x + n * 0.5; n = n + 1 end
  return total + x
end
print(string.format("%.0f", run()))
