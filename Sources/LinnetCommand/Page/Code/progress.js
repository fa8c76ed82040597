// Progress, kept in this browser: the lines that the engine writes, and nothing else.

/** The log of one lesson; pages opened from a disk may share their storage, so its key says which lesson it is. */
class Progress {
  /**
   * @param {string} lesson
   * @param {string} version
   * @param {() => void} failed called once when the browser keeps nothing
   */
  constructor(lesson, version, failed) {
    this.key = `linnet lesson ${lesson} ${version}`;
    this.failed = failed;
    this.text = "";
    try {
      this.text = localStorage.getItem(this.key) || "";
    } catch (problem) {
      this.fail();
    }
  }

  fail() {
    if (this.isFailing) return;
    this.isFailing = true;
    this.failed();
  }

  add(line) {
    this.text += line;
    this.write();
  }

  write() {
    try {
      if (this.text) localStorage.setItem(this.key, this.text);
      else localStorage.removeItem(this.key);
    } catch (problem) {
      this.fail();
    }
  }

  replace(text) {
    this.text = text;
    this.write();
  }
}
