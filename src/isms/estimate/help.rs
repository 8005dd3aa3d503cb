//! What each field and each result means, for a risk owner who never learnt statistics.

/// Something on the screen of an estimate that wants explaining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Why there are numbers at all, and what they leave alone.
    Purpose,
    /// The range of events per year.
    Frequency,
    /// The range of the loss per event.
    Loss,
    /// The two ranges after treatment.
    Treatment,
    /// What the numbers rest on.
    Basis,
    /// How many years are simulated.
    Trials,
    /// The expected yearly loss.
    Expected,
    /// How far the simulated mean may be off.
    StandardError,
    /// The chance of a year with at least one event.
    Chance,
    /// The losses that 50, 90, 95 and 99 of 100 years stay within.
    Percentiles,
    /// The loss exceedance curve.
    Curve,
    /// The reduction beside the cost.
    Worth,
}

impl Topic {
    /// Every topic, in the order of the screen.
    pub const ALL: &'static [Self] = &[
        Self::Purpose,
        Self::Frequency,
        Self::Loss,
        Self::Treatment,
        Self::Basis,
        Self::Trials,
        Self::Expected,
        Self::StandardError,
        Self::Chance,
        Self::Percentiles,
        Self::Curve,
        Self::Worth,
    ];

    /// The heading or question.
    pub fn title(self) -> String {
        match self {
            Self::Purpose => tr::tr!("Numbers where wanted"),
            Self::Frequency => tr::tr!("How often could it happen?"),
            Self::Loss => tr::tr!("What would it cost each time?"),
            Self::Treatment => tr::tr!("And after treatment?"),
            Self::Basis => tr::tr!("What do these numbers rest on?"),
            Self::Trials => tr::tr!("Simulated years"),
            Self::Expected => tr::tr!("Expected yearly loss"),
            Self::StandardError => tr::tr!("How exact is the simulation?"),
            Self::Chance => tr::tr!("Chance in a year"),
            Self::Percentiles => tr::tr!("Bad and very bad years"),
            Self::Curve => tr::tr!("What the curve says"),
            Self::Worth => tr::tr!("What treatment saves"),
        }
    }

    /// The explanation, in a few short sentences.
    pub fn words(self) -> String {
        match self {
            Self::Purpose => tr::tr!(
                "This estimate is optional. It helps to compare a risk with the cost of its treatment. These numbers never change the level of the risk or the acceptance line."
            ),
            Self::Frequency => tr::tr!(
                "You are 90 % sure that the true number of events per year lies between these two values. Once in ten years is 0.1; every month is 12. Make the range wider until you would bet nine to one on it."
            ),
            Self::Loss => tr::tr!(
                "You are 90 % sure that the loss from one event lies between these two values. Count lost work, repairs, penalties and lost customers, in the currency of your profile."
            ),
            Self::Treatment => tr::tr!(
                "Enter what you expect once all planned actions are done. Leave a range empty where treatment changes nothing."
            ),
            Self::Basis => tr::tr!(
                "Name past incidents, published figures, or the people who judged, and the day. An auditor asks where numbers come from."
            ),
            Self::Trials => tr::tr!(
                "The program plays through this many possible years. More years take longer and make rare bad years steadier."
            ),
            Self::Expected => tr::tr!(
                "This is the loss of an average year, over very many years. A single year can cost nothing at all, or many times as much."
            ),
            Self::StandardError => tr::tr!(
                "The simulated mean can be off by about twice this amount, because the years are finite. It says nothing about how good your ranges are."
            ),
            Self::Chance => tr::tr!("In this share of the simulated years, it happened at least once."),
            Self::Percentiles => tr::tr!(
                "Of 100 years, 95 lose at most the amount beside 95 %, and five lose more. The same holds for the other rows."
            ),
            Self::Curve => tr::tr!(
                "Choose an amount on the lower axis and go up to the curve. The height is the chance that a year costs at least that much. A lower curve is better."
            ),
            Self::Worth => tr::tr!(
                "The first number is what an average year costs less after treatment. The second number is what the open actions cost. Whether that is worth it stays your decision."
            ),
        }
    }
}
