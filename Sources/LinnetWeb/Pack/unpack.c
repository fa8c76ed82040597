// Unpacks the module in a page: text that survives HTML, then LZMA (as `xz --format=lzma` writes it), then the parts
// that the module was taken apart into.
//
// Compiled alone to a few thousand bytes of WebAssembly, which travel at the head of the pack: see README.md. The
// format is that of Igor Pavlov's LZMA specification (public domain); names follow it where it has any.
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;

extern u8 __heap_base;

// Chances of a bit to be 0, of 2048; each context has its own and learns.
enum { START = 1024, CHANCE_BITS = 11, SPEED = 5, STATES = 12, PLACES = 16 };
struct lengths { u16 choice[2], low[PLACES << 3], middle[PLACES << 3], high[256]; };
static struct {
  u16 literals[0x300 << 4], isMatch[STATES * PLACES], isRepeat[STATES], isRepeat0[STATES], isRepeat1[STATES],
      isRepeat2[STATES], isRepeat0Long[STATES * PLACES], slots[4 << 6], distances[128], low[16];
  struct lengths match, repeat;
} chances;

static const u8 *in, *end;
static u32 range, code;

#define INLINE static inline __attribute__((always_inline))

INLINE void refill(void) {
  if (range >= 1u << 24) return;
  range <<= 8;
  code = code << 8 | (in < end ? *in++ : 0);
}

INLINE u32 bit(u16 *chance) {
  u32 now = *chance, bound = (range >> CHANCE_BITS) * now;
  u32 answer = code >= bound;
  if (answer) {
    range -= bound;
    code -= bound;
    *chance = now - (now >> SPEED);
  } else {
    range = bound;
    *chance = now + (((1 << CHANCE_BITS) - now) >> SPEED);
  }
  refill();
  return answer;
}

static u32 tree(u16 *table, u32 bits) {
  u32 node = 1;
  for (u32 i = 0; i < bits; i++) node = node << 1 | bit(table + node);
  return node - (1u << bits);
}

static u32 reversed(u16 *table, u32 bits) {
  u32 node = 1, value = 0;
  for (u32 i = 0; i < bits; i++) {
    u32 one = bit(table + node);
    node = node << 1 | one;
    value |= one << i;
  }
  return value;
}

static u32 length(struct lengths *of, u32 place) {
  if (!bit(of->choice)) return 2 + tree(of->low + (place << 3), 3);
  if (!bit(of->choice + 1)) return 10 + tree(of->middle + (place << 3), 3);
  return 18 + tree(of->high, 8);
}

static u32 distance(u32 count) {
  u32 slot = tree(chances.slots + ((count < 5 ? count - 2 : 3) << 6), 6);
  if (slot < 4) return slot;
  u32 bits = (slot >> 1) - 1, value = (2 | (slot & 1)) << bits;
  if (slot < 14) return value + reversed(chances.distances + value - slot, bits);
  u32 direct = 0;
  for (u32 i = 4; i < bits; i++) {
    range >>= 1;
    u32 one = code >= range;
    if (one) code -= range;
    direct = direct << 1 | one;
    refill();
  }
  return value + (direct << 4) + reversed(chances.low, 4);
}

// The 13 properties and sizes, then the stream; 0 when it is damaged.
static u32 unpackStream(u8 *out, u32 size) {
  if (end - in < 18) return 0;
  u32 properties = *in, contextBits = properties % 9, lowBits = properties / 9 % 5, placeBits = properties / 45;
  if (contextBits + lowBits > 4 || placeBits > 4) return 0;
  u32 placeMask = (1u << placeBits) - 1, lowMask = (1u << lowBits) - 1;
  for (u32 i = 0; i < sizeof chances / 2; i++) ((u16 *)&chances)[i] = START;
  in += 13;
  range = ~0u;
  code = 0;
  for (u32 i = 0; i < 5; i++) code = code << 8 | *in++;
  u32 state = 0, done = 0, back = 0, back1 = 0, back2 = 0, back3 = 0;
  while (done < size) {
    u32 place = done & placeMask;
    if (!bit(chances.isMatch + state * PLACES + place)) {
      u32 before = done ? out[done - 1] : 0, symbol = 1;
      u16 *table = chances.literals + 0x300 * (((done & lowMask) << contextBits) + (before >> (8 - contextBits)));
      if (state >= 7) {
        // After a copy the next byte differs from the one that a longer copy would have brought.
        for (u32 other = out[done - back - 1]; symbol < 256; other <<= 1) {
          u32 expected = other >> 7 & 1, one = bit(table + ((1 + expected) << 8) + symbol);
          symbol = symbol << 1 | one;
          if (expected != one) break;
        }
      }
      while (symbol < 256) symbol = symbol << 1 | bit(table + symbol);
      out[done++] = symbol;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    u32 count;
    if (!bit(chances.isRepeat + state)) {
      back3 = back2;
      back2 = back1;
      back1 = back;
      count = length(&chances.match, place);
      back = distance(count);
      state = state < 7 ? 7 : 10;
    } else {
      u32 isShort = 0;
      if (!bit(chances.isRepeat0 + state)) {
        isShort = !bit(chances.isRepeat0Long + state * PLACES + place);
      } else {
        u32 chosen = back1;
        if (bit(chances.isRepeat1 + state)) {
          chosen = back2;
          if (bit(chances.isRepeat2 + state)) {
            chosen = back3;
            back3 = back2;
          }
          back2 = back1;
        }
        back1 = back;
        back = chosen;
      }
      count = isShort ? 1 : length(&chances.repeat, place);
      state = isShort ? (state < 7 ? 9 : 11) : (state < 7 ? 8 : 11);
    }
    if (back >= done || count > size - done) return 0;
    for (u32 from = done - back - 1; count; count--) out[done++] = out[from++];
  }
  return 1;
}

// Two signs for 13 bits; all that is no sign, such as line breaks, is passed over. The bytes take the text's place.
static u32 bytesOfText(u8 *text, u32 count) {
  u32 held = 0, bits = 0, first = ~0u, made = 0;
  for (u32 i = 0; i < count; i++) {
    u32 sign = text[i];
    if (sign < '!' || sign > '~' || sign == '&' || sign == '<' || sign == '>') continue;
    sign -= '!' + (sign > '&') + (sign > '<') + (sign > '>');
    if (first == ~0u) {
      first = sign;
      continue;
    }
    held |= (first * 91 + sign) << bits;
    first = ~0u;
    for (bits += 13; bits >= 8; bits -= 8, held >>= 8) text[made++] = held;
  }
  return made;
}

// The parts, in the order in which .ci/pack-web writes them.
enum { REST, OPERATIONS, LOCALS, NUMBERS, OFFSETS, ALIGNMENTS, CALLS, OTHERS, PARTS };
static const u8 *part[PARTS], *partEnd[PARTS];
static u8 *to, *toEnd;

// Bytes of a part; what is missing is 0, so that nothing is read or written beyond what is there.
INLINE u32 byteOf(u32 which) {
  u32 byte = part[which] < partEnd[which] ? *part[which]++ : 0;
  if (to < toEnd) *to++ = byte;
  return byte;
}

INLINE u32 numberOf(u32 which) {
  u32 value = 0, shift = 0, byte;
  do {
    byte = byteOf(which);
    value |= (byte & 127) << (shift & 31);
    shift += 7;
  } while (byte > 127);
  return value;
}

static void bytesOf(u32 which, u32 count) {
  while (count--) byteOf(which);
}

// The locals of a function, the one used last first; those that have not been used yet follow in their order.
static u32 recent[1 << 16], known;

static void local(void) {
  u32 rank = 0, shift = 0, byte;
  do {
    byte = part[LOCALS] < partEnd[LOCALS] ? *part[LOCALS]++ : 0;
    rank |= (byte & 127) << (shift & 31);
    shift += 7;
  } while (byte > 127);
  if (rank >= sizeof recent / sizeof *recent) rank = 0;
  for (; known <= rank; known++) recent[known] = known;
  u32 name = recent[rank];
  for (; rank; rank--) recent[rank] = recent[rank - 1];
  recent[0] = name;
  do {
    if (to < toEnd) *to++ = (name & 127) | (name > 127 ? 128 : 0);
    name >>= 7;
  } while (name);
}

static void instruction(void) {
  u32 code = byteOf(OPERATIONS);
  if (code >= 0x20 && code <= 0x22) {
    local();
  } else if (code == 0x41) {
    numberOf(NUMBERS);
  } else if (code >= 0x28 && code <= 0x3e) {
    numberOf(ALIGNMENTS);
    numberOf(OFFSETS);
  } else if (code == 0x10) {
    numberOf(CALLS);
  } else if (code == 0x0e) {
    u32 count = numberOf(OTHERS);
    do numberOf(OTHERS);
    while (count-- && to < toEnd);
  } else if (code == 0x11) {
    numberOf(OTHERS);
    numberOf(OTHERS);
  } else if (code == 0x02 || code == 0x03 || code == 0x04 || code == 0x0c || code == 0x0d || code == 0x23 ||
             code == 0x24 || code == 0x42) {
    numberOf(OTHERS);
  } else if (code == 0x3f || code == 0x40) {
    byteOf(OTHERS);
  } else if (code == 0x43 || code == 0x44) {
    bytesOf(OTHERS, code == 0x43 ? 4 : 8);
  } else if (code == 0xfc) {
    u32 more = numberOf(OPERATIONS);
    if (more == 10 || more == 11) bytesOf(OTHERS, 12 - more);
  }
}

INLINE u32 word(const u8 *from) { return from[0] | from[1] << 8 | from[2] << 16 | (u32)from[3] << 24; }

// Puts the module together; 0 when the parts do not fit it.
static u32 join(const u8 *parts, u32 count, u8 *module, u32 size) {
  const u32 head = 4 * (2 + PARTS);
  if (count < head) return 0;
  const u8 *next = parts + head;
  for (u32 i = 0; i < PARTS; i++) {
    u32 length = word(parts + 4 * (2 + i));
    if (length > (u32)(parts + count - next)) return 0;
    part[i] = next;
    partEnd[i] = next += length;
  }
  to = module;
  toEnd = module + size;
  u32 begin = word(parts), functions = word(parts + 4);
  if (begin > size) return 0;
  bytesOf(REST, begin);
  for (; functions && to < toEnd; functions--) {
    known = 0;
    u32 length = numberOf(OTHERS);
    u8 *last = length < (u32)(toEnd - to) ? to + length : toEnd;
    for (u32 kinds = numberOf(OTHERS); kinds && to < last; kinds--) {
      numberOf(OTHERS);
      byteOf(OTHERS);
    }
    while (to < last) instruction();
  }
  bytesOf(REST, partEnd[REST] - part[REST]);
  return to == toEnd && !functions;
}

// Where `count` bytes of text go, with room behind them for what comes of it: `inner` bytes of parts, and the module.
__attribute__((export_name("place"))) u8 *placeForText(u32 count, u32 inner, u32 size) {
  u32 pages = ((u32)&__heap_base + count + inner + size + 0xFFFF) >> 16, have = __builtin_wasm_memory_size(0);
  if (pages > have && __builtin_wasm_memory_grow(0, pages - have) == (unsigned long)-1) return 0;
  return &__heap_base;
}

// Unpacks the text that was put there; where the module begins, or 0 when the text is damaged.
__attribute__((export_name("unpack"))) u8 *unpack(u32 count, u32 inner, u32 size) {
  u8 *text = &__heap_base, *parts = text + count, *module = parts + inner;
  in = text;
  end = text + bytesOfText(text, count);
  return unpackStream(parts, inner) && join(parts, inner, module, size) ? module : 0;
}
