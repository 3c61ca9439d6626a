export { affinities, affinity, type Bought, type Profile, rhythm } from './profile.ts';
export { Profiles, type ProfilesOptions } from './profiles.ts';
