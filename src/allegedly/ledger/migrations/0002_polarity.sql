-- Whether a source says that it is so, and whether it leaves that open; readings made before did not tell.
ALTER TABLE claims ADD COLUMN polarity TEXT NOT NULL DEFAULT 'positive' CHECK (polarity IN ('positive', 'negative'));
ALTER TABLE claims ADD COLUMN certainty TEXT NOT NULL DEFAULT 'certain' CHECK (certainty IN ('certain', 'possible'));
