"""What a bench is given: a folder of minutes, or a JSONL file (.gz too) with a
paragraph a line: id, title, text."""

import gzip
import json
import os
import subprocess

import bench


def read_json_lines(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def read_folder(folder):
    """By the parser itself; units have the ids that the index gives them."""
    lines = []
    for where, _, names in os.walk(folder):
        for name in sorted(names):
            path = os.path.join(where, name)
            if name.endswith(".txt"):
                lines.append("%s\t%s\n"
                             % (os.path.relpath(path, folder)[:-4], path))
    tool = os.path.join(bench.harness.BUILD, "tests", "e2e", "units")
    done = subprocess.run([tool], input="".join(sorted(lines)), check=True,
                          stdout=subprocess.PIPE, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def write_parts(units, folder):
    """As files that are not longer than the indexer takes."""
    for start in range(0, len(units), 60000):
        path = os.path.join(folder, "%06d.jsonl" % start)
        with open(path, "w", encoding="utf-8") as f:
            for unit in units[start:start + 60000]:
                f.write(json.dumps(unit) + "\n")


def read(source, scratch):
    """The units of source, and what the indexer is to be given for them."""
    if os.path.isdir(source):
        return read_folder(source), source
    units, files = read_json_lines(source), os.path.join(scratch, "units")
    os.mkdir(files)
    write_parts(units, files)
    return units, files
