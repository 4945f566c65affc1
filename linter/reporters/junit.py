"""JUnit's XML, which every CI shows: a suite for each file, a failed case for each error. Warnings and notes are cases that pass."""

from xml.etree import ElementTree as Xml

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.reporters import Report
from linter.run.checking import FileReport
from linter.text.wording import escape


def render(report: Report) -> str:
    """Return an XML document; a file without diagnostics has one passing case."""
    files = [file for file in report.files if not file.skipped]
    root = Xml.Element("testsuites", name="newslint")
    tests = failures = 0
    for file in files:
        suite = _suite(file)
        tests += len(suite)
        failures += int(suite.attrib["failures"])
        root.append(suite)
    for failure in report.failures:
        tests += 1
        root.append(_failure_suite(failure))
    root.attrib |= {"tests": str(tests), "failures": str(failures), "errors": str(len(report.failures))}
    Xml.indent(root)
    text = Xml.tostring(root, encoding="unicode").replace("##[", "#&#35;[")  # a CI log takes `##[` for a command
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(file: FileReport) -> Xml.Element:
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in file.diagnostics)
    path = escape(file.path)
    counts = {"tests": str(max(len(file.diagnostics), 1)), "failures": str(errors), "errors": "0"}
    suite = Xml.Element("testsuite", {"name": path, **counts})
    for diagnostic in file.diagnostics:
        suite.append(_case(diagnostic, path))
    if not file.diagnostics:
        Xml.SubElement(suite, "testcase", name="newslint", classname=path)
    return suite


def _case(diagnostic: Located, path: str) -> Xml.Element:
    start = diagnostic.start
    place = f"{path}:{start.line}:{start.column}"
    name = f"{diagnostic.code} {diagnostic.name} at {start.line}:{start.column}"
    case = Xml.Element("testcase", name=name, classname=path, file=path, line=str(start.line))
    message = escape(diagnostic.message)
    if diagnostic.severity is Severity.ERROR:
        Xml.SubElement(case, "failure", message=message, type=diagnostic.code).text = f"{place}: {message}"
    else:
        Xml.SubElement(case, "system-out").text = f"{diagnostic.severity}: {place}: {message}"
    return case


def _failure_suite(failure: str) -> Xml.Element:
    suite = Xml.Element("testsuite", name="newslint", tests="1", failures="0", errors="1")
    case = Xml.SubElement(suite, "testcase", name="run", classname="newslint")
    Xml.SubElement(case, "error", message=failure)
    return suite
