(days) => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length) super(...given);
      else super(Real.now() + days * 86_400_000);
    }
    static now() {
      return Real.now() + days * 86_400_000;
    }
  };
}
