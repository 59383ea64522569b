import { hashLength } from './identity';
import { IntegerList } from './integerList';

const wordsPerHash = hashLength / 4;
const free = -1;

/** Numbers contents from 0 by their hashes, in 24 to 32 bytes each: an open hash table, at most half full. */
export class ContentNumbers {
  readonly #hashes = new IntegerList();
  #slots = new Int32Array(2048).fill(free);

  get size(): number {
    return this.#hashes.length / wordsPerHash;
  }

  /** The number of a content, a new one if it was not known. */
  add(hash: Buffer): number {
    const slot = this.#slotOf((word) => hash.readInt32LE(word * 4));
    const known = this.#slots[slot] ?? free;
    if (known !== free) return known;
    const number = this.size;
    this.#slots[slot] = number;
    for (let word = 0; word < wordsPerHash; word++) this.#hashes.push(hash.readInt32LE(word * 4));
    if (this.size * 2 > this.#slots.length) this.#grow();
    return number;
  }

  #slotOf(wordOf: (word: number) => number): number {
    const mask = this.#slots.length - 1;
    for (let slot = wordOf(0) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? free;
      if (number === free || this.#isAt(number, wordOf)) return slot;
    }
  }

  #isAt(number: number, wordOf: (word: number) => number): boolean {
    for (let word = 0; word < wordsPerHash; word++) {
      if (this.#hashes.at(number * wordsPerHash + word) !== wordOf(word)) return false;
    }
    return true;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(free);
    for (let number = 0; number < this.size; number++) {
      this.#slots[this.#slotOf((word) => this.#hashes.at(number * wordsPerHash + word))] = number;
    }
  }
}
