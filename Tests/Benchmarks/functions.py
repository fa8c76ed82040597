from functools import reduce
def adder(n):
    return lambda x: x + n
total = 0
for i in range(1, 21):
    xs = list(map(adder(i), range(1, 100001)))
    even = list(filter(lambda x: x % 2 == 0, xs))
    total = total + reduce(lambda a, b: a + b, even)
print(total)
