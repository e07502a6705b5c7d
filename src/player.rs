//! A scene in time: seed, step, seek, snapshots.
