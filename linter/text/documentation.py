"""Where the documentation is: every address of it that newslint prints begins with this one."""

SITE_URL = "https://newslint.readthedocs.io/"
