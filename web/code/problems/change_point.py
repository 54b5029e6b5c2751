#= shared/change
