"""Compares the readable CloudEvent with the header that was proven, attribute by attribute (docs/formats/record.md)."""
import json

import payload as payloads
from note import Refused
from payload import to_text

def expected(header, origin, epoch, type_name, data, redacted_by=None):
    """All attributes in their order; None is one that is absent."""
    return {
        "specversion": "1.0",
        "id": f"{epoch}-{header.position}",
        "source": f"//{origin}",
        "type": type_name,
        "subject": header.stream,
        "time": to_text(header.recorded),
        "datacontenttype": "application/json",
        "sequence": f"{header.position:020d}",
        "effectivetime": to_text(header.effective),
        "streamversion": header.stream_version,
        "command": header.command,
        "commandid": header.command_id,
        "authtype": "system" if header.role == "system" else "user",
        "authid": header.account,
        "actorname": header.name,
        "actorrole": header.role,
        "correlationid": header.correlation,
        "causationid": None if header.causation is None else str(header.causation),
        "reason": header.reason or None,
        "actorunit": header.unit,
        "actorperson": header.person,
        "redactedby": None if redacted_by is None else str(redacted_by),
        "data": data,
    }


def faults(event, header, payload, origin, epoch, types, catalogue=None, stored=None, redacted_by=None):
    """Texts of all that the readable event says otherwise. types: number -> name, as seen so far in this file.
    stored: in which schema the payload is stored, if it is a substitute and that may be another than the header's.
    Without a catalogue that knows the event, data is compared value by value, and its members' names are taken as they come."""
    if not isinstance(event, dict):
        return ["event: an object was expected"]
    said = expected(header, origin, epoch, event.get("type"), event.get("data"), redacted_by)
    found = [f"event: {name}: the entry says {value!r}, the readable form {event.get(name)!r}"
             for name, value in said.items() if event.get(name) != value]
    found += [f"event: {name} is not an attribute that the entry vouches for" for name in event if name not in said]
    if not found and list(event) != [name for name, value in said.items() if value is not None]:
        found.append(f"event: its members stand in another order: {', '.join(event)}")
    found += _type_faults(event.get("type"), header, types)
    found += _data_faults(event, header, payload, catalogue, header.schema if stored is None else stored)
    return found


def _data_faults(event, header, payload, catalogue, stored):
    data = event.get("data")
    if catalogue and catalogue.knows(header, stored):
        try:
            said = catalogue.read(header, payload)
        except Refused as refused:
            return [str(refused)]
        name = f"taizhang.{catalogue.events[header.type].name}.v{header.schema}"
        found = [] if event.get("type") == name else [f"event: type: number {header.type} is {name}"]
        return found if json.dumps(said) == json.dumps(data) else found + ["event: data is not what the payload's bytes say"]
    if isinstance(data, dict) and payloads.says(payload, data):
        return []
    return ["event: data is not what the payload's bytes say"]


def _type_faults(name, header, types):
    parts = name.rsplit(".v", 1) if isinstance(name, str) else []
    if len(parts) != 2 or not parts[0].startswith("taizhang.") or parts[1] != str(header.schema):
        return [f"event: type: taizhang.<name>.v{header.schema} was expected, {name!r} came"]
    if types.setdefault(header.type, parts[0]) != parts[0]:
        return [f"event: type: number {header.type} was {types[header.type]} before, and is {parts[0]} here"]
    if any(number != header.type and known == parts[0] for number, known in types.items()):
        return [f"event: type: {parts[0]} had another number before, not {header.type}"]
    return []
