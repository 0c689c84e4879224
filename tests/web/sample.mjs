// The pages of the sample journal that stand for their kinds.

export const PAGES = {
  home: "",
  post: "posts/plan-that-cannot-flatter/",
  "post with a diagram": "posts/threat-model-small-ml-service/",
  "note with formulas and code": "notes/fgsm-from-scratch/",
  note: "notes/pickle-is-code/",
  project: "projects/robustness/",
  progress: "progress/",
  résumé: "resume/",
  search: "search/",
};

/** Those that Lighthouse looks at. */
export const JUDGED = ["home", "post", "note with formulas and code", "note", "project", "progress", "résumé"].map((kind) => PAGES[kind]);

/** More pages that are looked at in pictures. */
export const SHOWN = {
  ...PAGES,
  projects: "projects/",
  notes: "notes/",
  posts: "posts/",
  skills: "skills/",
  credentials: "credentials/",
  badges: "badges/",
  resources: "resources/",
  skill: "skills/python/",
  topic: "notes/topics/adversarial/",
  archive: "archive/",
  role: "for/ai-security-architect/",
  about: "about/",
  found: "search/?q=attack",
  missing: "no-such-page/",
};
