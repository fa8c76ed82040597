local function random_list(n)
  local xs, x = {}, 42
  for i = 1, n do x = (x * 16807) % 2147483647; xs[#xs + 1] = x end
  return xs
end
local function insertion_sort(xs)
  for i = 2, #xs do
    local x, k = xs[i], i
    while k > 1 and xs[k - 1] > x do xs[k] = xs[k - 1]; k = k - 1 end
    xs[k] = x
  end
  return xs
end
local a = insertion_sort(random_list(3000))
local b = random_list(300000)
table.sort(b)
print(a[1500] .. " " .. b[150000])
