import socket

from bot.web.serving import listening


def test_listening_takes_a_socket_that_says_it_is_tcp() -> None:
    # asyncio turns the delay off only then; without it each answer took 40 ms longer.
    with listening("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
