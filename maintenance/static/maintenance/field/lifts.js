// How a lift is called, found and asked after.

// Its name only where one needs it to tell it from another of the same house.
export function address(lift) {
  return lift.name && lift.shared ? `${lift.street}, ${inside(lift.name)}` : lift.street;
}

// A name inside a sentence: "escalera B", and its letter stays a capital.
function inside(name) {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

// Says of each lift of a round whether it stands beside another.
export function named(round) {
  const streets = Object.values(round.lifts).map((lift) => `${lift.street} ${lift.city}`);
  for (const lift of Object.values(round.lifts)) lift.shared = streets.filter((street) => street === `${lift.street} ${lift.city}`).length > 1;
  return round;
}

export function mapOf(lift) {
  const { map, mapApple } = document.getElementById("app").dataset;
  const place = encodeURIComponent(`${lift.street}, ${lift.city}`);
  return (/iPhone|iPad|Mac/.test(navigator.userAgent) ? mapApple : map) + place;
}

export function officeOf(round) {
  return `tel:${(round.company.office_phone || round.company.emergency_phone).replaceAll(" ", "")}`;
}
