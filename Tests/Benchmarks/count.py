def run():
    total = 0
    for i in range(1, 20000001):
        total = total + i % 7
    x = 0
    n = 0
    while n < 10000000:
        x = x + n * 0.5
        n = n + 1
    return total + x
print("%.0f" % run())
