"""The terminal in Swedish: what Typer itself says in its help and its complaints."""

from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from bot.texts import text


class Command(TyperCommand):
    """A command whose help is in Swedish throughout."""

    def get_usage(self, ctx: Any) -> str:
        """Return how the command is written."""
        return _usage(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """Return what the command takes, with the help option explained."""
        return _explained(super().get_params(ctx), self.get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        _name_panels()
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """A group of commands whose help is in Swedish throughout."""

    def get_usage(self, ctx: Any) -> str:
        """Return how the group is written."""
        return _usage(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """Return what the group takes, with the help option explained."""
        return _explained(super().get_params(ctx), self.get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        _name_panels()
        super().format_help(ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; an unknown one is answered with those there are."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            _refuse_command(args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)


class UnknownCommandError(TyperException):
    """A command that does not exist."""

    exit_code = 2


def complaint(error: TyperException) -> str:
    """Say in Swedish what is wrong with what was typed, and where to read on.

    Nothing when a group was named without a command: its help has just been printed.
    """
    if not str(error):
        return ""
    if isinstance(error, UnknownCommandError):
        return error.message
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "samverkansbot"
    return "\n".join([_what_is_wrong(error), text("cli.read_on", command=command)])


def _what_is_wrong(error: TyperException) -> str:
    option = getattr(error, "option_name", None)
    if option is not None and hasattr(error, "possibilities"):
        return text("cli.no_such_option", option=option)
    if option is not None:
        return text("cli.option_unfinished", option=option)
    if isinstance(error, typer.BadParameter):
        return _bad_value(error)
    return text("cli.misused")


def _bad_value(error: typer.BadParameter) -> str:
    name = error.param.get_error_hint().strip("'") if error.param else ""
    # Typer's own class for a value that is missing is not one of its public names.
    if hasattr(error, "param_type"):
        return text("cli.value_missing", name=name)
    return text("cli.bad_value", name=name)


def _refuse_command(typed: str, known: list[str]) -> NoReturn:
    raise UnknownCommandError(text("cli.no_such_command", typed=typed, known=", ".join(known)))


def _usage(english: str) -> str:
    said = english.replace("Usage:", text("cli.usage"), 1)
    said = said.replace("[OPTIONS]", text("cli.usage_options"), 1)
    return said.replace("COMMAND [ARGS]...", text("cli.usage_command"), 1)


def _explained(params: list[Any], help_option: Any) -> list[Any]:
    if help_option is not None:
        help_option.help = text("cli.help")
    return params


def _name_panels() -> None:
    from typer import rich_utils  # noqa: PLC0415 - only help needs it

    rich_utils.ARGUMENTS_PANEL_TITLE = text("cli.panel_arguments")
    rich_utils.OPTIONS_PANEL_TITLE = text("cli.panel_options")
    rich_utils.COMMANDS_PANEL_TITLE = text("cli.panel_commands")
    rich_utils.DEFAULT_STRING = text("cli.default")
    rich_utils.REQUIRED_LONG_STRING = text("cli.required")
