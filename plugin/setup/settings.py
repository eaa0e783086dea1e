"""What QGIS's settings say about the engine: the Python somebody chose, and the proxy."""

from __future__ import annotations

from urllib.parse import quote

from qgis.core import QgsSettings

from ...core.engine import environment
from ...core.engine.client import engine
from ...core.errors import SureCoverError

_PYTHON = "surecover/engine_python"

_HTTP_PROXIES = ("HttpProxy", "HttpCachingProxy")


def use_chosen_python() -> None:
    """Let the engine run with the Python that somebody chose, if anybody did."""
    engine().python = chosen_python()


def chosen_python() -> str:
    """Path of the Python that somebody chose; "" lets one be looked up."""
    return QgsSettings().value(_PYTHON, "", str)


def choose_python(python: str) -> None:
    """Choose a Python for the engine, for this and all later sessions; "" for none."""
    QgsSettings().setValue(_PYTHON, python)
    use_chosen_python()


def lacking() -> str:
    """Why there is no engine, in one sentence; "" if there is one."""
    try:
        environment.find_interpreter(engine().python)
    except SureCoverError as error:
        return str(error)
    return ""


def proxy() -> str:
    """Address of the HTTP proxy in QGIS's options, without user and password; "" if there is none."""
    settings = QgsSettings()
    if not settings.value("proxy/proxyEnabled", False, bool):
        return ""
    host, port = settings.value("proxy/proxyHost", "", str), settings.value("proxy/proxyPort", "", str)
    if settings.value("proxy/proxyType", "", str) not in _HTTP_PROXIES or not host:
        return ""
    return f"http://{host}:{port}" if port else f"http://{host}"


def with_password(address: str) -> str:
    """An address with the user and the password of QGIS's proxy, if it is that proxy's."""
    settings = QgsSettings()
    user = settings.value("proxy/proxyUser", "", str)
    password = settings.value("proxy/proxyPassword", "", str)
    if not user or not address or address != proxy():
        return address
    return address.replace("://", f"://{quote(user, safe='')}:{quote(password, safe='')}@", 1)
