"""Made-up students who play `weigh.lesson` and hand in, as Linnet would write it.

The digests are worked out here again, from what LessonLog and LessonResult say about them, so this also shows what it
takes to forge a result: the text of this file.
"""
import hashlib
import json
import random

LESSON_DIGEST = "0" * 64
TASKS = [
    ("guess", "predict", 0), ("rows", "number", 1), ("charge", "exercise", 2),
    ("mean", "exercise", 2), ("why", "choice", 1), ("mz", "number", 1), ("compare", "text", 2)]
POINTS = {id: points for id, _, points in TASKS}
# Answers by task: what is typed, how it turns out, what is said.
ANSWERS = {
    "guess": [("90", "recorded", "Noted."), ("50", "recorded", "Noted.")],
    "rows": [("5", "right", "Correct."), ("6", "wrong", "6 is not the number I expect. Look again.")],
    "charge": [
        ("pairs = muons then keep Q1 != Q2", "right", "Correct."),
        ("pairs = muons then keep Q1 * Q2 < 0", "right", "Correct."),
        ("pairs = muons then keep Q1 == Q2", "wrong", "Turn the question around."),
        ("pairs = muons then keep Q1 == 1", "wrong", "You kept 3 rows."),
        ("pairs = muons then keep Q3 < 0", "stopped", "There is no column `Q3`. Did you mean `Q1`?")],
    "mean": [
        ("m = mean(pairs.E)", "right", "Correct."),
        ("m = sum(pairs.E) / count(pairs)", "right", "Correct."),
        ("m = mean(muons.E)", "wrong", "67.72 is not the mean of the pairs.")],
    "why": [
        ("2", "right", "Correct."), ("1", "wrong", "A broken detector would not give one clean peak."),
        ("3", "wrong", "Not that one. Look again.")],
    "mz": [
        ("91.2", "right", "Correct."), ("91,1 GeV", "right", "Correct."),
        ("88 GeV", "wrong", "88 is not the number I expect. Look again.")],
    "compare": [("Some energy is lost as light.", "recorded", "Noted. Your teacher will read it.")],
}


def encoded(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class Student:
    """One student's log, and the result it comes to."""

    def __init__(self, nickname, lesson="weigh", version="1", start=None, digest=LESSON_DIGEST):
        self.nickname, self.lesson, self.version, self.digest = nickname, lesson, version, digest
        self.events, self.chain, self.time = [], "linnet", start
        self.state = {
            id: {"id": id, "kind": kind, "outcome": "open", "points": 0, "of": points, "attempts": 0,
                 "hints": 0, "sawSolution": False, "answer": "", "said": []}
            for id, kind, points in TASKS}
        self.finished = False
        self.note("begin", lesson=lesson, version=version, digest=digest, nickname=nickname)

    def note(self, deed, wait=40, **members):
        event = {"n": len(self.events) + 1, "do": deed, **members}
        self.chain = digest(self.chain + encoded(event))
        event["chain"] = self.chain
        if self.time is not None:
            hours, rest = divmod(self.time, 3600)
            event["at"] = f"2026-11-29T{hours:02}:{rest // 60:02}:{rest % 60:02}Z"
            self.time += wait
        self.events.append(event)

    def answer(self, id, answer, outcome, said, points=None, wait=40):
        task = self.state[id]
        points = (POINTS[id] if outcome == "right" and not task["sawSolution"] else 0) if points is None else points
        exercise = task["kind"] == "exercise"
        self.note(
            "check" if exercise else "answer", wait, id=id, **{"code" if exercise else "text": answer},
            outcome=outcome, points=points, said=said)
        task["attempts"] += 1
        if task["outcome"] != "right":
            task["outcome"] = "wrong" if outcome == "stopped" else outcome
            task["answer"] = answer
        if outcome == "right":
            task["answer"], task["points"] = answer, max(points, task["points"])
        elif outcome != "recorded":
            task["said"].append(said)

    def hint(self, id):
        self.state[id]["hints"] += 1
        self.note("hint", id=id, hint=self.state[id]["hints"])

    def solution(self, id):
        self.state[id]["sawSolution"] = True
        self.note("solution", id=id)

    def finish(self):
        self.finished = True
        self.note("finish")

    @property
    def points(self):
        return sum(task["points"] for task in self.state.values())

    def seal(self, result):
        text = "".join(
            f"{part}\n" for part in (
                result["lesson"], result["version"], result["digest"], result["nickname"],
                "true" if result["finished"] else "false", f"{result['points']} {result['of']}", self.chain))
        for task in result["tasks"]:
            text += f"{task['id']} {task['outcome']} {task['points']} {task['attempts']} {task['hints']}\n"
            text += task["answer"] + "\n"
        return digest(text)

    def result(self, **changes):
        """The result; what is changed here is sealed as if Linnet had written it."""
        result = {
            "linnet": "result", "lesson": self.lesson, "version": self.version, "digest": self.digest,
            "nickname": self.nickname, "finished": self.finished, "points": self.points,
            "of": sum(POINTS.values()), "tasks": list(self.state.values()), "events": self.events, **changes}
        result["seal"] = self.seal(result)
        return encoded(result)

    def log(self):
        return "".join(encoded(event) + "\n" for event in self.events)


def played(nickname, dice, skill=0.7, start=None, **more):
    """A student who tries everything, is right with some probability, and takes hints."""
    student = Student(nickname, start=start, **more)
    for id, _, _ in TASKS:
        for _ in range(3):
            right = [one for one in ANSWERS[id] if one[1] in ("right", "recorded")]
            wrong = [one for one in ANSWERS[id] if one[1] not in ("right", "recorded")]
            good = not wrong or dice.random() < skill
            student.answer(id, *dice.choice(right if good else wrong), wait=dice.randrange(20, 120))
            if good:
                break
            if dice.random() < 0.5 and student.state[id]["hints"] < 2:
                student.hint(id)
    if dice.random() < 0.8:
        student.finish()
    return student


NAMES = """Aino Bela Chloé Dmitri Eero Fatima Göran Hana Iiro José Kaisa Liam Mikko Noor Onni Petra Quinn Räisä Sanna
Timo Ursula Väinö Wanda Xin Yrjö Zoë Åsa Äiti Özlem 小明""".split()


def classroom(seed=7):
    """Thirty students; half of them hand in times."""
    dice = random.Random(seed)
    return [
        played(name, dice, skill=dice.uniform(0.4, 0.95), start=36000 if place % 2 else None)
        for place, name in enumerate(NAMES)]
