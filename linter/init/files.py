"""The texts that `newslint init` proposes beside the configuration: the hook and the jobs."""

from linter import __version__

HOOK, WORKFLOW, GITLAB = ".pre-commit-config.yaml", ".github/workflows/newslint.yml", ".gitlab-ci.yml"

HOOK_ENTRY = f"""\
  - repo: https://github.com/newslint/newslint
    rev: v{__version__}
    hooks:
      - id: newslint
"""
HOOK_TEXT = f"""\
# newslint: each commit is checked before it is made, in the files that it changes; mistakes are cheapest then.
repos:
{HOOK_ENTRY}"""
WORKFLOW_TEXT = f"""\
# newslint: what got past the hook, or came in through the web editor, is shown in the pull request, at its line.
name: newslint
on:
  pull_request:
  push:
    branches: [main, master]
permissions: {{}}
jobs:
  newslint:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      security-events: write          # the report goes to code scanning
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          fetch-depth: 0              # git has to know the base of a pull request
          persist-credentials: false  # nothing is pushed
      - uses: newslint/newslint@v{__version__}
        with:
          # A pull request answers for the lines that it changes; a push shows everything. Without it: all of it, always.
          changed-since: ${{{{ github.event.pull_request.base.sha }}}}
"""
GITLAB_TEXT = f"""\
# newslint: what got past the hook, or came in through the web editor, is shown in the merge request, at its line.
newslint:
  image: python:3.12-slim
  script:
    - pip install newslint=={__version__}
    - newslint --output-format full --output-format gitlab=newslint.json
  artifacts:
    when: always
    reports:
      codequality: newslint.json
"""
