"""Records without payload, and the orders for it: docs/formats/record.md, "Redacted by law", and events.md."""
from note import Refused, from_base64
from record import Reader

APPROVED = 922


def execution(header, payload):
    """What an approved redaction carried out, and the substitute's bytes; read by events.md, one member after the other."""
    if header.type != APPROVED or not header.stream.startswith("redaction/"):
        raise Refused("what stands there is no approved redaction")
    reader = Reader(payload)
    reader.byte(1, "byte order")
    reader.byte(1, "member count of redaction.approved")
    reader.byte(1, "execution: it is there")
    reader.byte(10, "member count of the execution")
    said = {"requested_by": reader.text("requested_by"), "requester_name": reader.text("requester_name"),
            "requested": reader.number("q", "requested"), "request_reason": reader.text("request_reason"),
            "rule": reader.text("rule"),
            "members": [reader.text("members") for _ in range(reader.number("Q", "members"))],
            "stream": reader.text("stream"), "stream_version": reader.number("Q", "stream_version"),
            "schema": reader.number("H", "schema"), "substitute": from_base64(reader.text("substitute"), "substitute")}
    reader.end("payload")
    if said["requested_by"] == header.account:
        raise Refused(f"{header.account} approved what the same account had asked for")
    return said


def target(header):
    """The position that an approved redaction is about; None for any other event."""
    if header.type != APPROVED:
        return None
    category, _, position = header.stream.partition("/")
    if category != "redaction" or not position.isdigit() or str(int(position)) != position or int(position) >= header.position:
        raise Refused(f"an approved redaction in the stream {header.stream}")
    return int(position)


def substitute(redacted, order, payload):
    """(schema, bytes) that stand in for the payload of the record with the header `redacted`, which `order` removed."""
    if target(order) != redacted.position:
        raise Refused(f"position {order.position} did not redact it: it stands in {order.stream}")
    said = execution(order, payload)
    if (said["stream"], said["stream_version"]) != (redacted.stream, redacted.stream_version):
        raise Refused(f"position {order.position} redacted version {said['stream_version']} of {said['stream']}, "
                      f"and this is version {redacted.stream_version} of {redacted.stream}")
    return said["schema"], said["substitute"]


class Redactions:
    """Fed with what stands in a bundle, in its order; tells which redacted records an order has come for."""

    def __init__(self):
        self.waiting, self.orders, self.seen = {}, {}, {}

    def gone(self, header, by, event):
        if by <= header.position:
            raise Refused(f"it was redacted by position {by}, which is not after it")
        self.waiting.setdefault(by, []).append((header, event))
        self.orders[header.position] = by

    def ordered(self, header, payload, begins):
        """[(header, event, schema, bytes)] of the redacted records that this record redacted; it must have, if they say so."""
        found = [(redacted, event, *substitute(redacted, header, payload))
                 for redacted, event in self.waiting.pop(header.position, [])]
        about = target(header)
        if about is not None and about >= begins and self.orders.get(about, -1) < header.position:
            raise Refused(f"it redacted position {about}, which does not say so")
        return found
