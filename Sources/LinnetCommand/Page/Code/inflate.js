// Unpacks gzip at once: the engine asks for a file in the middle of a run and cannot wait for a promise.

/**
 * Unpacks gzip data (RFC 1952, RFC 1951), all members of it.
 * @param {Uint8Array} packed
 * @returns {Uint8Array}
 */
const gunzip = (packed) => {
  const LENGTH = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
    195, 227, 258];
  const MORE = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const DISTANCE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577];
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  let at = 0, bits = 0, held = 0;
  let out = new Uint8Array(Math.max(1 << 16, packed.length * 4)), count = 0;
  const damaged = () => { throw new Error("damaged"); };
  const take = (wanted) => {
    while (held < wanted) {
      if (at >= packed.length) damaged();
      bits |= packed[at++] << held;
      held += 8;
    }
    const value = bits & ((1 << wanted) - 1);
    bits >>>= wanted;
    held -= wanted;
    return value;
  };
  // How many codes there are of each length, and the signs in the order of their codes.
  const codes = (lengths) => {
    const counts = new Uint16Array(16), starts = new Uint16Array(16), signs = new Uint16Array(lengths.length);
    for (const length of lengths) counts[length] += 1;
    counts[0] = 0;
    for (let length = 1; length < 16; length += 1) starts[length] = starts[length - 1] + counts[length - 1];
    lengths.forEach((length, sign) => { if (length) signs[starts[length]++] = sign; });
    return { counts, signs };
  };
  const sign = ({ counts, signs }) => {
    let code = 0, first = 0, index = 0;
    for (let length = 1; length < 16; length += 1) {
      code |= take(1);
      const some = counts[length];
      if (code - some < first) return signs[index + code - first];
      index += some;
      first = (first + some) << 1;
      code <<= 1;
    }
    return damaged();
  };
  const room = (more) => {
    if (count + more <= out.length) return;
    const larger = new Uint8Array(Math.max(out.length * 2, count + more));
    larger.set(out);
    out = larger;
  };
  const put = (literals, distances) => {
    for (;;) {
      const found = sign(literals);
      if (found === 256) return;
      room(258);
      if (found < 256) {
        out[count++] = found;
        continue;
      }
      const size = LENGTH[found - 257] + take(MORE[found - 257]);
      const where = sign(distances);
      const back = DISTANCE[where] + take(where < 2 ? 0 : (where >> 1) - 1);
      if (!(back <= count) || !size) damaged();
      for (let left = size; left > 0; left -= 1, count += 1) out[count] = out[count - back];
    }
  };
  const fixed = [new Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280), new Array(30).fill(5)].map(codes);
  const dynamic = () => {
    const some = take(5) + 257, others = take(5) + 1, orders = take(4) + 4, lengths = [];
    const short = new Array(19).fill(0);
    for (let index = 0; index < orders; index += 1) short[ORDER[index]] = take(3);
    const read = codes(short);
    while (lengths.length < some + others) {
      const found = sign(read);
      if (found < 16) lengths.push(found);
      else {
        const [value, times] = found === 16 ? [lengths[lengths.length - 1], 3 + take(2)]
          : [0, found === 17 ? 3 + take(3) : 11 + take(7)];
        for (let left = times; left > 0; left -= 1) lengths.push(value);
      }
    }
    return [codes(lengths.slice(0, some)), codes(lengths.slice(some, some + others))];
  };
  do {
    if (packed[at] !== 0x1f || packed[at + 1] !== 0x8b) damaged();
    const flags = packed[at + 3];
    at += 10;
    if (flags & 4) at += 2 + packed[at] + packed[at + 1] * 256;
    for (const flag of [8, 16]) {
      if (flags & flag) while (at < packed.length && packed[at++]) continue;
    }
    if (flags & 2) at += 2;
    for (let last = 0; !last;) {
      last = take(1);
      const kind = take(2);
      if (kind === 0) {
        bits = held = 0;
        const size = packed[at] | packed[at + 1] << 8;
        at += 4;
        if (at + size > packed.length) damaged();
        room(size);
        out.set(packed.subarray(at, at + size), count);
        count += size;
        at += size;
      } else if (kind < 3) put(...(kind === 1 ? fixed : dynamic()));
      else damaged();
    }
    bits = held = 0;
    at += 8;
  } while (at + 18 <= packed.length && packed[at] === 0x1f);
  return out.subarray(0, count);
};
