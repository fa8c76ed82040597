def random_list(n):
    xs = []
    x = 42
    for _ in range(n):
        x = (x * 16807) % 2147483647
        xs.append(x)
    return xs
def insertion_sort(xs):
    for i in range(1, len(xs)):
        x = xs[i]
        k = i
        while k > 0 and xs[k - 1] > x:
            xs[k] = xs[k - 1]
            k = k - 1
        xs[k] = x
    return xs
a = insertion_sort(random_list(3000))
b = sorted(random_list(300000))
print(a[1499], b[149999])
