"""House style rules for newslint: a complete example of a plugin."""

from linter.authoring import Plugin
from newslint_house_style.titles import ShoutingTitle, TitleWithFullStop

PLUGIN = Plugin(api=1, rules=(ShoutingTitle, TitleWithFullStop))
