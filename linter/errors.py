"""What newslint raises for its users to read."""


class ConfigError(Exception):
    """The configuration, a schema or a command line cannot be used as it is; the message says why and what to do.

    `about` is the option or the rule that it is about, where the message does not tell which file names it.
    """

    def __init__(self, message: str, *, about: str = "") -> None:
        super().__init__(message)
        self.about = about
