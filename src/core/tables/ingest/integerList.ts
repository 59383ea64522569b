/** A list of 32-bit integers: 4 bytes each, where an array of numbers may take 16 and more. */
export class IntegerList {
  #numbers = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const longer = new Int32Array(this.#length * 2);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[this.#length++] = number;
  }

  at(index: number): number {
    const number = index < this.#length ? this.#numbers[index] : undefined;
    if (number === undefined) throw new RangeError(`No number at ${index}.`);
    return number;
  }

  set(index: number, number: number): void {
    this.#numbers[index] = number;
  }
}
