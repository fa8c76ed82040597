from math import pi, sqrt
class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "mass")
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z, self.vx, self.vy, self.vz, self.mass = x, y, z, vx, vy, vz, mass
body = Body
sun, days = 4 * pi ** 2, 365.24
bodies = [
  body(0, 0, 0, 0, 0, 0, sun),
  body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694 * days, 0.00769901118419740425 * days, -0.0000690460016972063023 * days, 0.000954791938424326609 * sun),
  body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411139 * days, 0.00499852801234917238 * days, 0.0000230417297573763929 * days, 0.000285885980666130812 * sun),
  body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618 * days, 0.00237847173959480950 * days, -0.0000296589568540237556 * days, 0.0000436624404335156298 * sun),
  body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322 * days, 0.00162824170038242295 * days, -0.0000951592254519715870 * days, 0.0000515138902046611451 * sun)]
def advance(bodies, dt):
    n = len(bodies)
    for i in range(n):
        for j in range(i + 1, n):
            dx = bodies[i].x - bodies[j].x
            dy = bodies[i].y - bodies[j].y
            dz = bodies[i].z - bodies[j].z
            d2 = dx * dx + dy * dy + dz * dz
            pull = dt / (d2 * sqrt(d2))
            a = bodies[j].mass * pull
            b = bodies[i].mass * pull
            bodies[i].vx = bodies[i].vx - dx * a
            bodies[i].vy = bodies[i].vy - dy * a
            bodies[i].vz = bodies[i].vz - dz * a
            bodies[j].vx = bodies[j].vx + dx * b
            bodies[j].vy = bodies[j].vy + dy * b
            bodies[j].vz = bodies[j].vz + dz * b
    for i in range(n):
        bodies[i].x = bodies[i].x + dt * bodies[i].vx
        bodies[i].y = bodies[i].y + dt * bodies[i].vy
        bodies[i].z = bodies[i].z + dt * bodies[i].vz
    return bodies
for _ in range(100000):
    bodies = advance(bodies, 0.01)
print("%.6f %.6f" % (bodies[0].x, bodies[1].x))
